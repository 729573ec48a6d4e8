"""Small programs that hold what no linter holds: lock file, licences, vulnerabilities, the page of commands."""
