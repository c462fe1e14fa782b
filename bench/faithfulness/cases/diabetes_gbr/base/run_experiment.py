#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Disease progression with gradient boosting (chapter 4 of the thesis).

Usage:  python run_experiment.py [--folds 4] [--k-best 15]
"""
import argparse
import warnings

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, PowerTransformer

warnings.filterwarnings("ignore")

RANDOM_STATE = 1234
TARGET = "progression"

NUMERIC = ["age", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
ENGINEERED = ["chol_ratio", "bmi_bp"]
CATEGORICAL = [
    "sex",
    "age_group",  #ABLATABLE_COMPONENT
]


# --------------------------------------------------------------------------- data

def load_raw():
    """The diabetes data in original units, with some values missing like in the clinic's export."""
    df = load_diabetes(as_frame=True, scaled=False).frame
    df = df.rename(columns={"target": TARGET})
    rng = np.random.RandomState(RANDOM_STATE)
    for col in ("bmi", "bp", "s5"):
        df.loc[rng.rand(len(df)) < 0.08, col] = np.nan
    return df


def add_age_group(df):
    df["age_group"] = pd.cut(df["age"], bins=[0, 35, 50, 65, 120], labels=["a", "b", "c", "d"]).astype(str)
    return df


def add_products(df):
    df["chol_ratio"] = df["s1"] / df["s3"]
    df["bmi_bp"] = df["bmi"] * df["bp"]  #ABLATABLE_COMPONENT(name=bmi_bp)
    return df


def winsorize(df, columns, q=0.02):
    """Pull the extreme values of `columns` to their q and 1-q quantiles."""
    out = df.copy()
    for c in columns:
        low, high = out[c].quantile(q), out[c].quantile(1 - q)
        out[c] = out[c].clip(low, high)
    return out


# -------------------------------------------------------------------------- model

def build_preprocessor():
    numeric = Pipeline(
        [
            ("impute", SimpleImputer(
                strategy="median",
                add_indicator=True,  #ABLATABLE_COMPONENT(name=indicator)
            )),
            ("yeo", PowerTransformer()),  #ABLATABLE_COMPONENT(name=power)
        ]
    )
    return ColumnTransformer(
        [
            ("num", numeric, NUMERIC + ENGINEERED),
            ("cat", OneHotEncoder(handle_unknown="ignore"), CATEGORICAL),
        ],
        remainder="drop",
    )


def log_target(regressor):
    return TransformedTargetRegressor(regressor=regressor, func=np.log1p, inverse_func=np.expm1)


def build_model(args):
    gbr = GradientBoostingRegressor(
        n_estimators=args.trees,
        learning_rate=0.08,
        max_depth=3,
        subsample=0.6,  #ABLATABLE_COMPONENT
        random_state=RANDOM_STATE,
    )
    model = Pipeline(
        steps=[
            ("prep", build_preprocessor()),
            ("select", SelectKBest(f_regression, k=args.k_best)),  #ABLATABLE_COMPONENT(name=select)
            ("gbr", gbr),
        ]
    )
    model = log_target(model)  #ABLATABLE_COMPONENT(name=log_target)
    return model


def parse_args():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--trees", type=int, default=60)
    parser.add_argument("--k-best", type=int, default=15, help="features kept by the F-test")
    parser.add_argument("--holdout", type=float, default=0.25)
    return parser.parse_args()


def main():
    args = parse_args()
    df = load_raw()
    df = add_products(add_age_group(df))

    train, test = train_test_split(df, test_size=args.holdout, random_state=RANDOM_STATE)
    train = winsorize(train, ["s3", "s5", "bmi"])  #ABLATABLE_COMPONENT(name=winsorize)

    model = build_model(args)
    cv = KFold(n_splits=args.folds, shuffle=True, random_state=RANDOM_STATE)
    scores = cross_val_score(
        model, train.drop(columns=TARGET), train[TARGET], cv=cv, scoring="neg_mean_absolute_error"
    )
    print("cv mae   %.3f +- %.3f" % (-scores.mean(), scores.std()))

    model.fit(train.drop(columns=TARGET), train[TARGET])
    mae = mean_absolute_error(test[TARGET], model.predict(test.drop(columns=TARGET)))
    print("test mae %.3f" % mae)


if __name__ == "__main__":
    main()
