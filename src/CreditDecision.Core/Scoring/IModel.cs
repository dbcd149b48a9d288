using System.Collections.Immutable;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Scoring;

/// <summary>
/// What a stage of a strategy asks: a scorecard of this service, or another library's artifact under its card. Bound to the slots of one
/// feature catalog, immutable, and safe to share between threads.
/// </summary>
public interface IModel
{
    string Id { get; }

    string Version { get; }

    ModelKind Kind { get; }

    /// <summary>What the bad event is, as the developers put it.</summary>
    string Target { get; }

    /// <summary>Of the document that governs the model, scorecard or card; lower-case hexadecimal.</summary>
    string Sha256 { get; }

    /// <summary>Of the model file that the document vouches for, lower-case hexadecimal; empty where the document is the whole model.</summary>
    string ArtifactSha256 { get; }

    /// <summary>The catalog slots that it reads, each once.</summary>
    ImmutableArray<int> Slots { get; }

    /// <summary>
    /// Whether explaining costs about as much as scoring, so that every decision may carry it. Elsewhere only what was referred or declined
    /// is explained.
    /// </summary>
    bool ExplainsCheaply { get; }

    /// <summary>The model's own score. Allocates nothing; the same vector always gives the same bits.</summary>
    /// <param name="featureVector">In the order of the catalog that the model was bound to.</param>
    double Score(ReadOnlySpan<double> featureVector);

    /// <summary>Whether a score may decide: it is finite and, where it stands for a probability, it is one.</summary>
    bool IsAnswer(double score);

    /// <summary>Probability of the bad event at a score that may decide.</summary>
    Probability ProbabilityOf(double score);

    /// <summary>What spoke against the applicant.</summary>
    /// <param name="top">Filled from the start with the features that cost the most, most first; those that cost nothing are left out.</param>
    /// <param name="reasons">Filled from the start with what to tell the borrower, weightiest first.</param>
    Explanation Explain(ReadOnlySpan<double> featureVector, Span<Contribution> top, Span<ReasonCode> reasons);
}

/// <summary>How much of its two spans <see cref="IModel.Explain"/> filled.</summary>
public readonly record struct Explanation(int Contributions, int Reasons);
