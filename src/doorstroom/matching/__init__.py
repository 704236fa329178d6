"""Who fits what, with reasons; bridge.py is the only importer of passend."""
