"""The only folder that knows MkDocs: its plugins, and the build that runs them."""
