using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Scoring;

/// <summary>Reads a card's calibration block whole; every mistake goes to the document's errors.</summary>
internal sealed class ModelCalibrationReader(DocumentObject item, ScoreMeaning meaning)
{
    internal ModelCalibration Read()
    {
        CalibrationMethod method = item.Choice<CalibrationMethod>("method");
        CheckMeaning(method);
        Calibration line = method == CalibrationMethod.Platt ? Calibration.ReadLine(item, method) : new Calibration(method, 1, 0);
        PointsScale scale = NeedsScale(method) ? PointsScale.Read(item) : default;
        CalibrationTable? table = method == CalibrationMethod.Isotonic ? ReadTable() : null;
        bool isFitted = method is CalibrationMethod.Platt or CalibrationMethod.Isotonic;
        var data = new CalibrationData(item.Text("data", 200, isFitted ? null : ""), item.Text("data_sha256", 64, isFitted ? null : ""));
        if (data.Sha256.Length > 0 && !ModelOrigin.IsSha256(data.Sha256))
            item.Fail("data_sha256", "must be 64 lower-case hexadecimal digits");
        item.Close();
        return new ModelCalibration(meaning, line, scale, table, data);
    }

    private void CheckMeaning(CalibrationMethod method)
    {
        if (meaning == ScoreMeaning.Unspecified) return;
        bool isPoints = meaning == ScoreMeaning.Points;
        if (isPoints && method == CalibrationMethod.None) item.Fail("method", "must not be none: points say nothing of probability without a scale or a table");
        if (!isPoints && method == CalibrationMethod.PointsToOdds) item.Fail("method", $"must not be points_to_odds: the score means {SnakeCase.Of(meaning)}");
    }

    private bool NeedsScale(CalibrationMethod method) => method switch
    {
        CalibrationMethod.PointsToOdds => true,
        CalibrationMethod.Platt => meaning == ScoreMeaning.Points,
        _ => false,
    };

    private CalibrationTable? ReadTable()
    {
        (double least, double most) = meaning.IsProbability() ? (0, 1) : (-CalibrationTable.MostScore, CalibrationTable.MostScore);
        IReadOnlyList<DocumentObject> rows = item.Children("table", CalibrationTable.MostPoints);
        var points = new List<CalibrationPoint>(rows.Count);
        bool isSound = rows.Count is > 1 and <= CalibrationTable.MostPoints;
        // One point alone says the same to every applicant, which calibrates nothing.
        if (rows.Count < 2) item.Fail("table", $"must have at least 2 points, has {rows.Count}");
        foreach (DocumentObject row in rows)
        {
            var point = new CalibrationPoint(row.Number("score", least, most), row.Number("probability", 0, 1));
            row.Close();
            if (points.Count > 0) isSound &= CheckOrder(row, points[^1], point);
            points.Add(point);
        }
        return isSound ? new CalibrationTable(points) : null;
    }

    private bool CheckOrder(DocumentObject row, CalibrationPoint before, CalibrationPoint point)
    {
        bool ascends = point.Score > before.Score;
        if (!ascends) row.Fail("score", $"must be above {before.Score}, the score before it, is {point.Score}");
        if (meaning == ScoreMeaning.Unspecified) return false;
        bool follows = meaning.RisesWithRisk() ? point.Probability >= before.Probability : point.Probability <= before.Probability;
        if (!follows)
            row.Fail("probability", $"must be at {(meaning.RisesWithRisk() ? "least" : "most")} {before.Probability}, the probability before it, is {point.Probability}: the score means {SnakeCase.Of(meaning)}");
        return ascends && follows;
    }
}
