"""阳光低保: from a folder of workbooks to the list of suspects."""

__version__ = "0.1.0"
