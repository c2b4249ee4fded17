"""The rooms of the mutation bench: typed edits, the three ways they are written, and what came back of them."""
