"""Starter: a new corpus that brings the tool along, and how it gets a later tool."""
