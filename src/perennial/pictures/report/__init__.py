"""The report: everything the log says, on one offline page."""
