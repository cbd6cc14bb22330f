"""The pages, tested with a real browser, pointer and keyboard."""
