class SummaryDict:
    def __setitem__(self, key, value):
        self.update({key: value})

    __setattr__ = __setitem__

    def update(self, values):
        self.__dict__.update(values)


class Summary(SummaryDict):
    pass
