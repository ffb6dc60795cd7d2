"""Names and places that files carry beside their content: who made them, with which camera, where."""
