"""What a granting authority decided itself: pages for its secretariat, and as YAML."""
