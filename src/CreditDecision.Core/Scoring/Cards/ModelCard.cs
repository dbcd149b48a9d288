using CreditDecision.Core.Documents;
using CreditDecision.Core.Features;
using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Scoring.Cards;

/// <summary>
/// What a bank says of an artifact that another library trained: which file it is, what its inputs and its result mean, who made it and
/// for what (A38, A42). Without a card nothing is served.
/// </summary>
/// <param name="Target">What the bad event is, as the developers put it.</param>
/// <param name="Sha256">Of the card's bytes, lower-case hexadecimal.</param>
/// <param name="Inputs">In written order.</param>
public sealed record ModelCard(
    string Id,
    string Version,
    ModelKind Kind,
    string Target,
    string Sha256,
    CardArtifact Artifact,
    IReadOnlyList<CardInput> Inputs,
    CardOutput Output,
    ModelCalibration Calibration,
    CardAuthorship Authorship,
    ModelOrigin Origin)
{
    /// <summary>
    /// Reads a card document: <c>kind: model_card, id, version, purpose, target, artifact: { file, format, sha256 }, inputs: [{ input, feature, reason,
    /// codes?: { CATEGORY: number }, categories?: { CATEGORY: artifact's category }, unknown?: [CATEGORY] }], output: { use: margin | output,
    /// name?, meaning }, calibration, developers, intended_use, limits, made_from</c>; calibration as <see cref="ModelCalibration.Read"/>,
    /// made_from as <see cref="ModelOrigin"/>, the rest as the types of the same names say.
    /// </summary>
    /// <param name="sha256">Of the document's bytes.</param>
    /// <returns>
    /// Also when the document's errors hold something, so that <see cref="Bind"/> can report the card's mistakes against the artifact in the
    /// same go; it gives no model then.
    /// </returns>
    public static ModelCard Read(DocumentObject document, FeatureCatalog catalog, ReasonCatalog reasons, string sha256) =>
        new ModelCardReader(catalog, reasons).Read(document, sha256);

    /// <summary>
    /// Checks the card against its artifact and binds the two to the catalog's slots: by name, once, here.
    /// </summary>
    /// <param name="format">The artifact's own, as recognised by its content, in lower_snake_case.</param>
    /// <param name="sha256">Of the artifact's bytes, lower-case hexadecimal.</param>
    /// <param name="errors">Those of the card's document.</param>
    /// <returns>Null when the errors hold anything.</returns>
    public CardedModel? Bind(CompiledModel artifact, string format, string sha256, DocumentErrors errors) =>
        new CardBinder(this, artifact, errors).Bind(format, sha256);
}

/// <summary>The file that a card vouches for.</summary>
/// <param name="File">A plain name: the file lies beside the card. Empty where the card's word was none.</param>
/// <param name="Format">In lower_snake_case.</param>
/// <param name="Sha256">Of the file's bytes, lower-case hexadecimal.</param>
public sealed record CardArtifact(string File, string Format, string Sha256);

/// <summary>Which of the artifact's numbers is the score, and what it stands for.</summary>
/// <param name="Name">Of the margin or output; empty where the artifact has only one.</param>
public sealed record CardOutput(CardOutputUse Use, string Name, ScoreMeaning Meaning);

public enum CardOutputUse
{
    Unspecified = 0,
    /// <summary>The number before the artifact's link function.</summary>
    Margin,
    /// <summary>The number after it.</summary>
    Output,
}

/// <param name="Developers">The team that answers for the model.</param>
/// <param name="Limits">Where the model must not be used, or is weak.</param>
public sealed record CardAuthorship(string Developers, string IntendedUse, string Limits);
