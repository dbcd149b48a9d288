using CreditDecision.Core.Features;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Validation;

/// <summary>
/// A model as a development test asks it: a row of inputs in, the probability of the bad event out. Not safe to share between threads.
/// </summary>
public abstract class TestSubject
{
    private protected TestSubject(SubjectIdentity identity, IReadOnlyList<TestInput> inputs) => (Identity, Inputs) = (identity, inputs);

    public SubjectIdentity Identity { get; }

    public IReadOnlyList<TestInput> Inputs { get; }

    /// <summary>Whether columns may be bound by position: only where the model is not bound to a catalog's names.</summary>
    public abstract bool IsPositional { get; }

    /// <summary>A scorecard, or an artifact under its card: what the service asks.</summary>
    /// <param name="catalog">The one that the model was read with.</param>
    public static TestSubject Of(IModel model, FeatureCatalog catalog) => new CatalogSubject(model, catalog);

    /// <summary>Another library's model without a card: taken at its word, as <paramref name="answer"/> says.</summary>
    /// <param name="name">Stands for its id, usually the file's name.</param>
    /// <exception cref="ArgumentException">The answer is none of the model's.</exception>
    public static TestSubject Of(ModelArtifact artifact, string name, ArtifactAnswer answer) => new ArtifactSubject(artifact, name, answer);

    /// <param name="row">As long as <see cref="Inputs"/>; NaN is missing.</param>
    /// <param name="isAnswer">False where the service would not decide by the score; the probability is then 1, so that it never approves.</param>
    /// <returns>Probability of the bad event, 0 to 1.</returns>
    public abstract double ProbabilityOf(ReadOnlySpan<double> row, out bool isAnswer);
}

/// <summary>Which model was tested.</summary>
/// <param name="Kind">In lower_snake_case; of an artifact without a card its format.</param>
/// <param name="Target">What the bad event is, in the developers' words; empty where nobody said.</param>
/// <param name="Sha256">Of the document that governs the model, scorecard or card, or of the bare artifact; lower-case hexadecimal.</param>
/// <param name="ArtifactSha256">Of the file that a card vouches for; empty otherwise.</param>
public sealed record SubjectIdentity(string Id, string Version, string Kind, string Target, string Sha256, string ArtifactSha256);

/// <summary>Which number of an artifact is tested.</summary>
/// <param name="Name">Of the margin where the meaning is log-odds, of the output otherwise; empty where there is only one.</param>
/// <param name="Meaning">Log-odds or a probability; points need a card.</param>
public readonly record struct ArtifactAnswer(string Name, ScoreMeaning Meaning);
