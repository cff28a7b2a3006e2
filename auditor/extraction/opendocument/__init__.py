"""What the XML of OpenDocument means (ISO/IEC 26300): parts, styles, lists."""
