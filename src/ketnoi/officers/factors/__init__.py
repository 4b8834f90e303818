"""Second factors: an authenticator app, passkeys and hardware keys, a printed card of codes."""
