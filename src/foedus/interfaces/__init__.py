"""How people and programs use Foedus: the command line in `cli/`, pages and an API in `web/`."""
