"""Our own small framework: actor, permission, tie, machine, verb, event, page, trail, files, jobs."""
