"""List tables: columns, filters, saved views and sheets of a list, for every room that shows one."""
