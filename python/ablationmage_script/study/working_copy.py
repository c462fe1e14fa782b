import os
import re
import shutil
import stat

# Folders of more files, and files of more bytes, are linked and not copied.
MANY_FILES = 200
MANY_BYTES = 100_000

# How folders and files are called that no training needs, or that one may have left.
NO_FOLDER_OF_A_TRAINING = [
    *[".git", ".hg", ".svn", ".jj", ".dvc", ".idea", ".vscode", ".tox", ".nox", ".eggs", "node_modules", "__pycache__"],
    *[".mypy_cache", ".pytest_cache", ".ruff_cache", ".ipynb_checkpoints", "ablationmage_outputs"],
]
OUTPUT_FOLDER = (
    r"^(outputs?|checkpoints?|ckpts?|snapshots?|runs?|multirun|wandb|mlruns|mlartifacts|lightning_logs|tb_logs|tensorboard|"
    r"logs?|results?|saved_models?|weights|experiments_out|neptune|\.neptune|aim|\.aim|catboost_info)$"
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


def _places():
    """Where the study is called, and where its script lies."""
    return [os.path.realpath(os.getcwd()), os.path.realpath(os.path.dirname(os.path.abspath(__file__)))]


def _working_copy(trial, words, directory):
    """The sources as a trial has them, among what lies where the study is called and beside its script, without what
    trainings left. Returns the folder, the script in it, the state in which each file was put there, what is left out."""
    here, home = _places()
    files, left = {}, []
    for level in range(STUDY["levels_above"], 0, -1):
        directory = os.path.join(directory, "folder-above-%d" % level)
        above = os.path.abspath(os.path.join(here, *[os.pardir] * level))
        _link_all(above, directory, _folder_on_the_way(here, level), files)
    project = os.path.join(directory, os.path.basename(here) or "project")
    own = STUDY["trial_files"].get(trial, [])
    for name in STUDY["sources"]:
        source = os.path.join(home, _own_file(trial, name) if name in own else name)
        _copy_source(source, os.path.join(project, name), files)
    script, around = STUDY["script"], [here, home]
    if not STUDY["sources"]:
        # One file, which goes by the name of the original, by which a script may start itself.
        below = os.path.relpath(home, here)
        if here != home:
            name = os.path.basename(script)
            script = name if below.startswith(os.pardir) else os.path.join(below, name)
        around = [here, home] if below.startswith(os.pardir) else [here]
        _copy_source(os.path.join(home, os.path.basename(__file__)), os.path.join(project, script), files)
    needed = {*STUDY["needed"], *_named_by(words, here)}
    for folder in dict.fromkeys(around):
        _fill(folder, project, "", False, needed, files, left)
    return project, script, files, sorted(left)


def _own_file(trial, name):
    return os.path.join("ablation_trials", trial, name)


def _folder_on_the_way(here, level):
    return os.path.basename(os.path.abspath(os.path.join(here, *[os.pardir] * (level - 1))))


def _named_by(words, here):
    """What the arguments name is not left out, unless it is a folder that trainings write into."""
    for word in words:
        path = os.path.normpath(word.rpartition("=")[2] or ".")
        if os.path.isabs(path) or path.startswith(os.curdir) or path + "/" in STUDY["written"]:
            continue
        if os.path.exists(os.path.join(here, path)):
            yield path


def _link_all(folder, directory, left_out, files):
    """What lies in a folder above, so that `../data` is found; in what state is no matter of a training."""
    os.makedirs(directory)
    try:
        names = os.listdir(folder)
    except OSError:
        return  # It may be passed through and not looked at.
    for name in names:
        place = os.path.join(directory, name)
        if name != left_out and not os.path.lexists(place):
            os.symlink(os.path.join(folder, name), place)
            files[place] = None


def _fill(folder, place, inside, only_needed, needed, files, left):
    """What lies in a folder, where nothing stands yet: real folders, copies of small files, links to large ones."""
    os.makedirs(place, exist_ok=True)
    names = os.listdir(folder)
    for name in names:
        source, target, path = os.path.join(folder, name), os.path.join(place, name), inside + name
        if os.path.isdir(source):
            is_left = path not in needed and (only_needed or _is_left_folder(path))
            if is_left and not any(each.startswith(path + "/") for each in needed):
                if not only_needed and not _is_no_matter(name):
                    left.append(path + "/")
            elif not os.path.isdir(target) and (os.path.islink(source) or _is_large(source)):
                _link(source, target, files)
            elif not os.path.islink(target):
                _fill(source, target, path + "/", is_left, needed, files, left)
        elif os.path.isfile(source) and not os.path.lexists(target):
            if path in needed or not (only_needed or _is_left_file(path)):
                _put(source, target, path in STUDY["replaced"] or _is_small(source, names), files)
            elif not only_needed:
                left.append(path)


def _is_small(file, names):
    try:
        return len(names) <= MANY_FILES and os.path.getsize(file) <= MANY_BYTES
    except OSError:
        return False  # It is gone: that is for the training to find out.


def _put(source, target, is_copied, files):
    try:
        (_copy_source if is_copied else _link)(source, target, files)
    except OSError:
        if not os.path.lexists(target):
            _link(source, target, files)  # It may not be read.


def _link(source, target, files):
    os.symlink(source, target)
    files[target] = _state(target)


def _copy_source(source, target, files):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    shutil.copy2(source, target)
    os.chmod(target, os.stat(target).st_mode | stat.S_IWUSR)
    files[target] = _state(target)


def _is_large(folder):
    """Whether it has many files, or may not be read."""
    count = 0
    for _, _, names in os.walk(folder):
        count += len(names)
        if count > MANY_FILES:
            return True
    return not os.access(folder, os.R_OK | os.X_OK)


def _is_no_matter(name):
    return name == os.path.basename(STUDY["results"]) or name in NO_FOLDER_OF_A_TRAINING


def _is_left_folder(path):
    """Of the study's runs, by what they wrote, and of others, by its name."""
    inside, _, name = path.rpartition("/")
    if _is_no_matter(name) or path + "/" in STUDY["written"]:
        return True
    return not _is_data(inside) and _says(name, OUTPUT_FOLDER)


def _is_left_file(path):
    """What the study's runs wrote, and trained weights and logs, by their names."""
    inside, _, name = path.rpartition("/")
    if path in STUDY["written"]:
        return True
    is_model = _says(re.sub(r"\.[^.]*$", "", name), MODEL_WORD)
    if _says(name, WEIGHTS):
        return is_model or not _is_data(inside)
    return not _is_data(inside) and (_says(name, LOG) or (is_model and _says(name, ARRAY_OR_PICKLE)))


def _is_data(inside):
    return any(_says(folder, DATA_FOLDER) for folder in inside.split("/"))


def _says(name, pattern):
    return re.search(pattern, name, re.I) is not None
