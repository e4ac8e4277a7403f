"""The key cabinet: accounts open it with a password, the recovery code opens it when a password is lost."""
