"""Random worlds of need to know, the policy compared with its oracle, and policies that are wrong on purpose."""
