"""Charts drawn on the server as SVG: functions of numbers and labels, which know no domain.

Each chart states its finding in `label`, for those who cannot see it. Where text would shrink on a phone two
sizes are sent and a container query shows one. A missing number is drawn empty, never as zero.
"""
