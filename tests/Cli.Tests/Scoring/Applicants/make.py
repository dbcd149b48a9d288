"""Makes applicants.json, applicants.csv and applicants_expected.csv in this folder with XGBoost 1.7.4. Made-up applicants."""
import numpy
import pandas
import xgboost

dice = numpy.random.RandomState(1)
count = 300
people = pandas.DataFrame({
    "age": dice.randint(20, 60, count).astype(float),
    "income": numpy.where(dice.rand(count) < .2, numpy.nan, dice.gamma(2, 3000, count).round()),
})
bad = (dice.rand(count) < 1 / (1 + numpy.exp((people.age - 40) / 10 + people.income.fillna(0) / 3000 - 1))).astype(int)
model = xgboost.train({"max_depth": 2, "objective": "binary:logistic", "base_score": .3}, xgboost.DMatrix(people, bad), 2)
model.save_model("applicants.json")

rows = people.head(20)
rows.to_csv("applicants.csv", index=False)
matrix = xgboost.DMatrix(rows)
expected = pandas.DataFrame(model.predict(matrix, pred_contribs=True), columns=["age", "income", "bias"])
expected.insert(0, "probability", model.predict(matrix))
expected.insert(0, "margin", model.predict(matrix, output_margin=True))
expected.to_csv("applicants_expected.csv", index=False, float_format="%.9g")
