"""The JSON API under ``/api``, one module a subject; what it answers is what ``--json`` prints."""
