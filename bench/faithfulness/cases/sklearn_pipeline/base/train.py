#!/usr/bin/env python3
"""Predicts malignancy from cell measurements; five-fold CV on the train part and a held-out score."""
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier, VotingClassifier
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

RANDOM_STATE = 42


def load():
    X, y = load_breast_cancer(return_X_y=True)
    # label noise and missing values, as in the real registry
    rng = np.random.RandomState(RANDOM_STATE)
    X[rng.rand(*X.shape) < 0.05] = np.nan
    flip = rng.rand(len(y)) < 0.08
    return X, np.where(flip, 1 - y, y)


def build_model():
    reduce = FeatureUnion(
        [
            ("pca", PCA(n_components=5, random_state=RANDOM_STATE)),  #ABLATABLE_COMPONENT(name=pca)
            ("best", SelectKBest(f_classif, k=8)),
        ]
    )
    classifier = VotingClassifier(
        [
            ("logreg", LogisticRegression(C=0.5, max_iter=500)),
            ("forest", RandomForestClassifier(n_estimators=60, max_depth=5, random_state=RANDOM_STATE)),
            ("bayes", GaussianNB()),  #ABLATABLE_COMPONENT(name=naive_bayes)
        ],
        voting="soft",
        weights=None,
    )
    return Pipeline(
        [
            ("impute", SimpleImputer(strategy="median")),
            ("log", FunctionTransformer(np.log1p)),  #ABLATABLE_COMPONENT(name=log_transform)
            ("scale", StandardScaler()),  #ABLATABLE_COMPONENT(name=scaler)
            ("reduce", reduce),
            ("classify", classifier),
        ]
    )


def remove_outliers(X, y):
    """Drops the training rows with a value more than six deviations from the mean."""
    z = np.abs((X - np.nanmean(X, axis=0)) / np.nanstd(X, axis=0))
    keep = np.nanmax(z, axis=1) < 6
    return X[keep], y[keep]


def main():
    X, y = load()
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=RANDOM_STATE)
    X_train, y_train = remove_outliers(X_train, y_train)  #ABLATABLE_COMPONENT(name=outlier_removal)

    model = build_model()
    cv = StratifiedKFold(n_splits=5, shuffle=True, random_state=RANDOM_STATE)
    scores = cross_val_score(model, X_train, y_train, cv=cv, scoring="roc_auc")
    print(f"cv roc_auc: {scores.mean():.4f} +/- {scores.std():.4f}")

    model.fit(X_train, y_train)
    probability = model.predict_proba(X_test)[:, 1]
    print(f"test balanced accuracy: {balanced_accuracy_score(y_test, probability > 0.5):.4f}")
    print(f"test roc_auc: {roc_auc_score(y_test, probability):.4f}")


if __name__ == "__main__":
    main()
