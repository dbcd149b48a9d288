using System.Text.Json;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Core.Tests.Scoring;

/// <summary>A small catalog and a scorecard on it: utilisation is slot 0, employed 1, education 2.</summary>
internal static class ScoringContent
{
    public const string Sha256 = "0000000000000000000000000000000000000000000000000000000000000001";

    private const string CatalogText = """
        { "features": [
          { "name": "utilisation", "type": "number", "unit": "ratio", "least": -10, "most": 10, "origin": "request", "source": "bureau", "personal_data": "personal", "legal_basis": "lending", "missing": "model_handles" },
          { "name": "employed", "type": "flag", "origin": "request", "source": "declared", "personal_data": "personal", "legal_basis": "lending", "missing": "model_handles" },
          { "name": "education", "type": "category", "categories": ["graduate", "university", "school", "other"], "origin": "request", "source": "declared", "personal_data": "personal", "legal_basis": "lending", "missing": "model_handles" } ] }
        """;

    private const string ReasonText = """
        { "reasons": [
          { "code": 20001, "name": "utilisation_high", "zh": "信用卡使用率较高。", "en": "Cards are used close to their limits." },
          { "code": 20002, "name": "employment_short", "zh": "就业情况不足。", "en": "Employment is short." },
          { "code": 20003, "name": "profile", "zh": "个人情况。", "en": "Profile." } ] }
        """;

    public static FeatureCatalog Catalog { get; } = FeatureCatalog.Read(Document(CatalogText))!;

    public static ReasonCatalog Reasons { get; } = ReasonCatalog.Read(Document(ReasonText))!;

    public const string ScorecardText = """
        { "kind": "scorecard", "id": "risk", "version": "1", "purpose": "risk", "target": "90 days past due within 12 months",
          "base_points": 600, "base_odds": 20, "pdo": 40, "calibration": { "method": "points_to_odds" }, "intercept_points": 500,
          "characteristics": [
            { "feature": "utilisation", "reason": "utilisation_high", "iv": 0.4, "coefficient": -0.9, "standard_error": 0.1, "bins": [
              { "special": -1, "points": 7 },
              { "below": 0.3, "points": 60, "count": 500, "bad": 10, "woe": 0.8 },
              { "from": 0.3, "below": 0.8, "points": 30 },
              { "from": 0.8, "points": -10 },
              { "missing": true, "points": 20 } ] },
            { "feature": "employed", "reason": "employment_short", "bins": [
              { "values": ["true"], "points": 25 }, { "values": ["false"], "points": 5 }, { "missing": true, "points": 0 } ] },
            { "feature": "education", "reason": "profile", "bins": [
              { "values": ["graduate", "university"], "points": 15 }, { "otherwise": true, "points": 2 }, { "missing": true, "points": 50 } ] } ],
          "made_from": { "fitted_by": "experts" } }
        """;

    public static Scorecard Scorecard { get; } = Read(ScorecardText, out _)!;

    public static Scorecard? Read(string text, out IReadOnlyList<DocumentError> errors)
    {
        DocumentObject document = Document(text);
        Scorecard? scorecard = Core.Scoring.Scorecard.Read(document, Catalog, Reasons, Sha256);
        errors = document.Errors.All;
        return scorecard;
    }

    public static DocumentObject Document(string text) => DocumentObject.Root(JsonDocument.Parse(text).RootElement, new DocumentErrors());
}
