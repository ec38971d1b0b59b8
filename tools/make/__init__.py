"""What is generated: tables, schemas, navigation, notebooks."""
