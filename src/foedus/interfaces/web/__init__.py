"""The workbench: a web application on one ledger. Start at `app.py: create_app`; the scripts are in the repository's `web/`."""
