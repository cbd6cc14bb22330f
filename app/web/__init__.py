"""The only room that talks to browsers: pages, files, the live socket and its doors."""
