"""Edit record files without loss: only the characters that must change, whole files, and never half a job.

How an edit is made, whichever command asks for it:

    done = finish_interrupted(project)                      # `journal`: what a kill broke off is ended first
    changes = Changes(project, "rename one two")            # `changes`: all files that will be other
    file = YamlFile(changes.read(path), project.shown(path))
    file.set_text(("passages", 3, "quote"), "new words")   # `yaml_file`: by the way to a value
    file.add_key(("passages", 3), "prefix", "the", after="quote")
    changes.write(path, file.result())                     # verified: says the values meant, or is refused
    changes.diff()                                         # a patch, for those who want to see it first
    changes.apply()

What cannot be done safely raises `EditRefused`, before anything was written.
"""

from __future__ import annotations
