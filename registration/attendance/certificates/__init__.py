"""Certificates of attendance: that somebody who was checked in took part, and on which days."""
