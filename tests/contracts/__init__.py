"""What holds for the project as a whole: who may import whom, who may touch files, which texts must exist."""
