using CreditDecision.Core.Scoring;

namespace CreditDecision.Modeling.Formats.Artifacts;

public enum ArtifactFormat
{
    Unspecified = 0,
    XgboostJson,
    XgboostUbjson,
    LightgbmText,
    Onnx,
    Pmml,
}

/// <summary>A model file as a library wrote it, read and compiled.</summary>
/// <param name="Sha256">Of the file's bytes, lower-case hexadecimal.</param>
public sealed record ModelArtifact(ArtifactFormat Format, string Sha256, long Bytes, CompiledModel Model);
