"""What a grid of text most likely is: where its table lies, what its columns hold, which standard it follows."""
