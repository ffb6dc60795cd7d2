"""Tests of the explorer: what the browser makes of a published table, asked in Node."""
