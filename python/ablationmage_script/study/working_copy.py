import os
import re
import shutil

# Folders of more files, and files of more bytes, are linked and not copied.
MANY_FILES = 200
MANY_BYTES = 100_000

# How folders and files are called that no training needs, or that one wrote.
NO_FOLDER_OF_A_TRAINING = [
    *[".git", ".hg", ".svn", ".jj", ".dvc", ".idea", ".vscode", ".tox", ".nox", ".eggs", "node_modules", "__pycache__"],
    *[".mypy_cache", ".pytest_cache", ".ruff_cache", ".ipynb_checkpoints", "ablationmage_outputs"],
]
OUTPUT_FOLDER = (
    r"^(outputs?|checkpoints?|ckpts?|snapshots?|runs?|multirun|wandb|mlruns|mlartifacts|lightning_logs|tb_logs|tensorboard|"
    r"logs?|results?|saved_models?|weights|experiments_out|neptune|\.neptune|aim|\.aim|catboost_info)$"
)
OUTPUT_WORD = (
    r"(^|[^a-z])(results?|metrics?|history|scores?|preds?|predictions?|submission|trainer|outputs?|logs?|checkpoints?|ckpts?|"
    r"runs?|artifacts?|sweeps?|experiments?|exps?|saved?|models?|weights?|figures?|figs?|plots?|cache|tmp|temp|build|dist|"
    r"egg-info|best|last|state)([^a-z]|$)"
)
WEIGHTS = r"\.(pt|pth|ckpt|safetensors|h5|hdf5|keras|joblib|onnx|msgpack|pdparams|params|model|ubj)$"
ARRAY_OR_PICKLE = r"\.(npy|npz|pkl|pickle|bin|dill)$"
LOG = r"(\.log|\.out|\.tfevents.*|^events\.out\..*|^core\.\d+|^\.coverage|\.prof)$"
MODEL_WORD = (
    r"(^|[^a-z])(model|checkpoint|ckpt|weights?|best|last|latest|epoch|trained|finetuned|optimizer|optim|state|ema|resume)"
    r"([^a-z]|$)"
)
DATA_FOLDER = (
    r"^(data|datas?ets?|raw|inputs?|corpus|corpora|mnist|fashionmnist|cifar.*|imagenet.*|processed|train|val|valid|validation|"
    r"test|images|labels|annotations)$"
)


def _working_copy(trial, directory):
    """The sources as a trial has them, among what lies beside them and where the study was called, without what earlier
    trainings left. Returns the folder, the script in it, and the state in which each file was put there."""
    home, here = os.path.dirname(os.path.abspath(__file__)), os.getcwd()
    for level in range(STUDY["levels_above"], 0, -1):
        directory = os.path.join(directory, "folder-above-%d" % level)
        _link_all(os.path.abspath(os.path.join(here, *[os.pardir] * level)), directory, os.path.basename(here))
    project = os.path.join(directory, os.path.basename(here) or "project")
    files = {}
    own = STUDY["trial_files"].get(trial, [])
    for name in STUDY["sources"]:
        _copy_source(os.path.join(home, _own_file(trial, name) if name in own else name), os.path.join(project, name), files)
    if STUDY["sources"]:
        script, around = STUDY["script"], [home, here]
    else:
        # One file, which goes by the name of the original: a script may start itself.
        is_below = os.path.commonpath([home, here]) == here
        script = os.path.normpath(os.path.join(os.path.relpath(home, here) if is_below else "", STUDY["script"]))
        around = [here] if is_below else [home, here]
        _copy_source(os.path.abspath(__file__), os.path.join(project, script), files)
    for folder in around:
        _fill(folder, project, "", False, files)
    return project, script, files


def _own_file(trial, name):
    return os.path.join("ablation_trials", trial, name)


def _link_all(folder, directory, left_out):
    """What lies in a folder above, so that `../data` is found."""
    os.makedirs(directory)
    for name in os.listdir(folder):
        if name != left_out:
            os.symlink(os.path.join(folder, name), os.path.join(directory, name))


def _fill(folder, place, inside, only_needed, files):
    """What lies in a folder, where nothing stands yet: real folders, copies of small files, links to large ones."""
    os.makedirs(place, exist_ok=True)
    names = os.listdir(folder)
    for name in names:
        source, target, path = os.path.join(folder, name), os.path.join(place, name), inside + name
        is_needed = path in STUDY["needed"]
        if os.path.isdir(source):
            is_left = not is_needed and (only_needed or _is_left_folder(name, inside))
            if is_left and not any(each.startswith(path + "/") for each in STUDY["needed"]):
                continue
            if not os.path.isdir(target) and (os.path.islink(source) or _is_large(source)):
                os.symlink(source, target)
            elif not os.path.islink(target):
                _fill(source, target, path + "/", is_left, files)
        elif os.path.isfile(source) and not os.path.lexists(target):
            if is_needed or not (only_needed or _is_left_file(name, inside)):
                is_small = len(names) <= MANY_FILES and os.path.getsize(source) <= MANY_BYTES
                put = shutil.copyfile if is_small else os.symlink
                put(source, target)
                files[target] = _state(target)


def _copy_source(source, target, files):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    shutil.copyfile(source, target)
    files[target] = _state(target)


def _is_large(folder):
    """Whether it has many files, or may not be read."""
    count = 0
    for _, _, names in os.walk(folder):
        count += len(names)
        if count > MANY_FILES:
            return True
    return not os.access(folder, os.R_OK | os.X_OK)


def _is_left_folder(name, inside):
    if name == os.path.basename(STUDY["results"]) or name in NO_FOLDER_OF_A_TRAINING:
        return True
    return not _is_data(inside) and _says(name, OUTPUT_FOLDER, OUTPUT_WORD)


def _is_left_file(name, inside):
    """Trained weights, logs, caches and results, by their names."""
    if _is_data(inside):
        return _says(name, WEIGHTS) and _says(os.path.splitext(name)[0], MODEL_WORD)
    return _says(name, WEIGHTS, ARRAY_OR_PICKLE, LOG, OUTPUT_WORD)


def _is_data(inside):
    return any(_says(folder, DATA_FOLDER) for folder in inside.split("/"))


def _says(name, *patterns):
    return any(re.search(pattern, name, re.I) for pattern in patterns)
