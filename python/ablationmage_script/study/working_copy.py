import os
import re
import shutil
import stat

# Folders of more files, and files of more bytes, are linked and not copied; of data only small ones are copied.
_MANY_FILES = 200
_MANY_BYTES = 10_000_000
_MANY_BYTES_OF_DATA = 100_000

# How folders and files are called that no training needs, or that one may have left.
_NO_FOLDER_OF_A_TRAINING = [
    *[".git", ".hg", ".svn", ".jj", ".dvc", ".idea", ".vscode", ".tox", ".nox", ".eggs", "node_modules", "__pycache__"],
    *[".mypy_cache", ".pytest_cache", ".ruff_cache", ".ipynb_checkpoints", "ablationmage_outputs"],
]
_OUTPUT_FOLDER = (
    r"^(outputs?|checkpoints?|ckpts?|snapshots?|runs?|multirun|wandb|mlruns|mlartifacts|lightning_logs|tb_logs|tensorboard|"
    r"logs?|results?|saved_models?|weights|experiments_out|neptune|\.neptune|aim|\.aim|catboost_info)$"
)
_WEIGHTS = r"\.(pt|pth|ckpt|safetensors|h5|hdf5|keras|joblib|onnx|msgpack|pdparams|params|model|ubj)$"
_ARRAY_OR_PICKLE = r"\.(npy|npz|pkl|pickle|bin|dill)$"
_LOG = r"(\.log|\.out|\.tfevents.*|^events\.out\..*|^core\.\d+|^\.coverage|\.prof)$"
_MODEL_WORD = (
    r"(^|[^a-z])(model|checkpoint|ckpt|weights?|best|last|latest|epoch|trained|finetuned|optimizer|optim|state|ema|resume)"
    r"([^a-z]|$)"
)
_DATA_FOLDER = (
    r"^(data|datas?ets?|raw|inputs?|corpus|corpora|mnist|fashionmnist|cifar.*|imagenet.*|processed|train|val|valid|validation|"
    r"test|images|labels|annotations)$"
)


class _WorkingCopy:
    """A folder for one training: the sources as the trial has them, among what lies where the study is called and
    beside its script, without what other trainings left. The folders above are there too, so that `../data` is found."""

    def __init__(self, trial, words, directory):
        here, home = _places()
        self.directory = directory
        #: By path: the state in which each file was put there; None where that is no matter.
        self.files = {}
        self.left_out = []
        self._named = set(_named_by(words, here))
        self._needed = {*STUDY["needed"], *self._named}
        for level in range(STUDY["levels_above"], 0, -1):
            directory = os.path.join(directory, "folder-above-%d" % level)
            self._link_what_lies_above(here, level, directory)
        self.project = os.path.join(directory, os.path.basename(here) or "project")
        self.script, folders = STUDY["script"], [here, home]
        if STUDY["sources"]:
            own = STUDY["trial_files"].get(trial, [])
            for name in STUDY["sources"]:
                source = os.path.join(home, _own_file(trial, name) if name in own else name)
                self._copy(source, os.path.join(self.project, name))
        else:
            # One file, which goes by the name of the original: by that a script may start itself.
            below = os.path.relpath(home, here)
            if here != home:
                name = os.path.basename(self.script)
                self.script = name if below.startswith(os.pardir) else os.path.join(below, name)
            folders = [here, home] if below.startswith(os.pardir) else [here]
            self._copy(os.path.join(home, os.path.basename(__file__)), os.path.join(self.project, self.script))
        for folder in dict.fromkeys(folders):
            self._fill(folder, self.project, "", only_needed=False)

    def changed(self):
        """What lies behind its links and is no longer as it was."""
        links = [place for place, state in self.files.items() if state is not None and os.path.islink(place)]
        return [os.path.realpath(place) for place in links if _state(place) != self.files[place]]

    def written(self):
        """Files and links that were not put there, or are no longer as they were."""
        for directory, folders, names in os.walk(self.directory):
            for place in [os.path.join(directory, name) for name in folders + names]:
                if os.path.islink(place):
                    if place not in self.files:
                        yield place
                elif os.path.isfile(place) and _state(place) != self.files.get(place):
                    yield place

    def _link_what_lies_above(self, here, level, directory):
        os.makedirs(directory)
        above = os.path.abspath(os.path.join(here, *[os.pardir] * level))
        on_the_way = os.path.abspath(os.path.join(here, *[os.pardir] * (level - 1)))
        try:
            names = os.listdir(above)
        except OSError:
            return  # It may be passed through and not looked at.
        for name in names:
            place = os.path.join(directory, name)
            if name != os.path.basename(on_the_way) and not os.path.lexists(place):
                os.symlink(os.path.join(above, name), place)
                self.files[place] = None

    def _fill(self, folder, place, inside, only_needed):
        """What lies in a folder, where nothing stands yet: real folders, copies of small files, links to large ones."""
        os.makedirs(place, exist_ok=True)
        names = os.listdir(folder)
        for name in names:
            source, target, path = os.path.join(folder, name), os.path.join(place, name), inside + name
            if os.path.isdir(source):
                self._add_folder(source, target, path, only_needed)
            elif os.path.isfile(source) and not os.path.lexists(target):
                if path in self._needed or not (only_needed or _is_left_file(path)):
                    self._add_file(source, target, self._is_own(path) or _is_small(source, names, inside))
                else:
                    self.left_out.append(path)

    def _is_own(self, path):
        """Whether the study's runs had a file of their own there, or the arguments name it: a training may write into it."""
        return path in self._named or any(path == each or path.startswith(each + "/") for each in STUDY["replaced"])

    def _add_folder(self, source, target, path, only_needed):
        is_left = path not in self._needed and (only_needed or _is_left_folder(path))
        has_needed = any(each.startswith(path + "/") for each in self._needed)
        if is_left and not has_needed:
            if not _is_no_matter(os.path.basename(path)):
                self.left_out.append(path + "/")
        elif not is_left and not os.path.isdir(target) and (os.path.islink(source) or self._is_linked(source, path)):
            self._link(source, target)
        elif not os.path.islink(target):
            self._fill(source, target, path + "/", only_needed=is_left)

    def _is_linked(self, folder, path):
        """Whether it has many files, and none that is to be left out or is a training's own; or may not be read."""
        if self._is_own(path):
            return False
        if any(each.startswith(path + "/") for each in [*self._needed, *STUDY["written"], *STUDY["replaced"]]):
            return False
        count, is_data = 0, _is_data(path + "/")
        for directory, folders, names in os.walk(folder):
            inside = path + directory[len(folder) :].replace(os.sep, "/") + "/"
            folders[:] = [name for name in folders if not _is_no_matter(name)]
            count += len(names)
            if is_data and count > _MANY_FILES:
                return True
            if any(_is_left_folder(inside + name) for name in folders):
                return False
            if any(_is_left_file(inside + name) for name in names):
                return False
        return count > _MANY_FILES or not os.access(folder, os.R_OK | os.X_OK)

    def _add_file(self, source, target, is_copied):
        if not is_copied:
            self._link(source, target)
            return
        try:
            self._copy(source, target)
        except (PermissionError, FileNotFoundError):
            # It may not be read, or is gone: that is for the training to find out.
            if not os.path.lexists(target):
                self._link(source, target)

    def _link(self, source, target):
        os.symlink(source, target)
        self.files[target] = _state(target)

    def _copy(self, source, target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy2(source, target)
        os.chmod(target, os.stat(target).st_mode | stat.S_IWUSR)
        self.files[target] = _state(target)


def _places():
    """Where the study is called, and where its script lies."""
    return [os.path.realpath(os.getcwd()), os.path.realpath(os.path.dirname(os.path.abspath(__file__)))]


def _own_file(trial, name):
    return os.path.join("ablation_trials", trial, name)


def _state(file):
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _named_by(words, here):
    """What the arguments name is not left out, unless it is a folder that trainings write into."""
    for word in words:
        path = os.path.normpath(word.rpartition("=")[2] or ".")
        if os.path.isabs(path) or path.split(os.sep)[0] in (os.curdir, os.pardir) or path + "/" in STUDY["written"]:
            continue
        if os.path.exists(os.path.join(here, path)):
            yield path


def _is_small(file, names, inside):
    limit = _MANY_BYTES_OF_DATA if _is_data(inside) else _MANY_BYTES
    try:
        return len(names) <= _MANY_FILES and os.path.getsize(file) <= limit
    except OSError:
        return False


def _is_no_matter(name):
    return name == os.path.basename(STUDY["results"]) or name in _NO_FOLDER_OF_A_TRAINING


def _is_left_folder(path):
    """Of the study's runs, by what they wrote, and of others, by its name."""
    inside, _, name = path.rpartition("/")
    if _is_no_matter(name) or path + "/" in STUDY["written"]:
        return True
    return not _is_data(inside) and _says(name, _OUTPUT_FOLDER)


def _is_left_file(path):
    """What the study's runs wrote, and trained weights and logs, by their names."""
    inside, _, name = path.rpartition("/")
    if path in STUDY["written"]:
        return True
    is_model = _says(re.sub(r"\.[^.]*$", "", name), _MODEL_WORD)
    if _says(name, _WEIGHTS):
        return is_model or not _is_data(inside)
    return not _is_data(inside) and (_says(name, _LOG) or (is_model and _says(name, _ARRAY_OR_PICKLE)))


def _is_data(inside):
    return any(_says(folder, _DATA_FOLDER) for folder in inside.split("/"))


def _says(name, pattern):
    return re.search(pattern, name, re.I) is not None
