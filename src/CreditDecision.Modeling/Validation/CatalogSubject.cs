using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Validation;

/// <summary>A model bound to a feature catalog; its inputs are the features that it reads, by their names.</summary>
internal sealed class CatalogSubject : TestSubject
{
    private readonly IModel _model;
    private readonly double[] _vector;

    internal CatalogSubject(IModel model, FeatureCatalog catalog)
        : base(IdentityOf(model), [.. model.Slots.Select(slot => InputOf(catalog.Features[slot]))])
    {
        _model = model;
        _vector = new double[catalog.Features.Count];
        Array.Fill(_vector, double.NaN);
    }

    public override bool IsPositional => false;

    public override double ProbabilityOf(ReadOnlySpan<double> row, out bool isAnswer)
    {
        for (int i = 0; i < row.Length; i++) _vector[_model.Slots[i]] = row[i];
        double score = _model.Score(_vector);
        isAnswer = _model.IsAnswer(score);
        return isAnswer ? _model.ProbabilityOf(score).Value : 1;
    }

    private static SubjectIdentity IdentityOf(IModel model) =>
        new(model.Id, model.Version, SnakeCase.Of(model.Kind), model.Target, model.Sha256, model.ArtifactSha256);

    private static TestInput InputOf(FeatureDefinition feature) => feature.Type == FeatureType.Number
        ? new TestInput(feature.Name, FeatureType.Number, [], feature.Least, feature.Most, double.NaN)
        : new TestInput(feature.Name, feature.Type, feature.Categories, 0, double.MaxValue, double.NaN);
}
