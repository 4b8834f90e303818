"""Standing things: trusted addresses, clubs, teams, hotlines, mailboxes; rosters, membership, media products."""
