"""Which columns and which steps of a scikit-learn pipeline are worth their place?

Predicts disease progression from the diabetes table that ships with scikit-learn.
"""

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

PERSON = ["age", "sex"]
BODY = ["bmi", "bp"]
BLOOD = [
    "s1",
    "s2",
    "s3",
    "s4",
    "s5",  #ABLATABLE_COMPONENT(name=s5)
    "s6",
]

table = load_diabetes(as_frame=True).frame
train, test = train_test_split(table, test_size=0.3, random_state=7)

columns = ColumnTransformer(
    [
        ("person", "passthrough", PERSON),  #ABLATABLE_COMPONENT(name=person)
        ("body", StandardScaler(), BODY),  #ABLATABLE_COMPONENT(name=body)
        ("blood", StandardScaler(), BLOOD),  #ABLATABLE_COMPONENT(name=blood)
    ]
)
model = Pipeline(
    [
        ("columns", columns),
        ("impute", SimpleImputer(strategy="median")),  #ABLATABLE_COMPONENT(name=impute)
        ("regressor", GradientBoostingRegressor(n_estimators=120, subsample=0.7, random_state=0)),
    ]
)

model.fit(train.drop(columns="target"), train["target"])
predicted = model.predict(test.drop(columns="target"))
print("r2:", round(r2_score(test["target"], predicted), 4))
print("mae:", round(mean_absolute_error(test["target"], predicted), 2))
print("largest error:", round(float(np.abs(test["target"] - predicted).max()), 1))
