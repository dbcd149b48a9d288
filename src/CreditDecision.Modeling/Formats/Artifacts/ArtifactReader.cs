using System.Security.Cryptography;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats.Lightgbm;
using CreditDecision.Modeling.Formats.Onnx;
using CreditDecision.Modeling.Formats.Pmml;
using CreditDecision.Modeling.Formats.Xgboost;

namespace CreditDecision.Modeling.Formats.Artifacts;

/// <summary>The one door through which model files of other libraries come in.</summary>
public static class ArtifactReader
{
    /// <summary>Five thousand trees of depth eight are 75 MB of XGBoost JSON; anything larger is not a credit model.</summary>
    public const int MostBytes = 256 * 1024 * 1024;

    /// <summary>Recognises the format by the content, never by the name; reads, checks and compiles.</summary>
    /// <returns>Null when the artifact is refused; where and why is in <paramref name="errors"/>.</returns>
    public static ModelArtifact? Read(ReadOnlyMemory<byte> bytes, DocumentErrors errors)
    {
        if (bytes.Length > MostBytes)
        {
            errors.Add("", $"must be at most {MostBytes} bytes, has {bytes.Length}");
            return null;
        }
        ArtifactFormat format = FormatOf(bytes.Span);
        try
        {
            CompiledModel? model = Compile(format, bytes, errors);
            if (model is null) return null;
            return new ModelArtifact(format, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), bytes.Length, model);
        }
        catch (ArtifactRefusedException refusal)
        {
            errors.Add(refusal.Path, refusal.What);
            return null;
        }
    }

    private static CompiledModel? Compile(ArtifactFormat format, ReadOnlyMemory<byte> bytes, DocumentErrors errors)
    {
        // One line for each format's reader.
        switch (format)
        {
            case ArtifactFormat.XgboostJson or ArtifactFormat.XgboostUbjson: return XgboostReader.Read(bytes.Span, format, errors);
            case ArtifactFormat.LightgbmText: return LightgbmReader.Read(bytes, errors);
            case ArtifactFormat.Pmml: return PmmlReader.Read(bytes);
            case ArtifactFormat.Onnx: return OnnxReader.Read(bytes, errors);
            default:
                errors.Add("", bytes.Span.StartsWith("binf"u8)
                    ? "is XGBoost's old binary format, which the library itself gave up; load it there and save it as JSON"
                    : "is none of XGBoost JSON or UBJSON, LightGBM text, ONNX, PMML");
                return null;
        }
    }

    // The formats cannot be confused: XGBoost's documents begin with { and a quote or a UBJSON length; LightGBM's with the line "tree";
    // PMML with an XML tag; ONNX with the field of ir_version.
    private static ArtifactFormat FormatOf(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> content = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (bytes is [(byte)'{', (byte)'L' or (byte)'l' or (byte)'I' or (byte)'i' or (byte)'U' or (byte)'$' or (byte)'#', ..]) return ArtifactFormat.XgboostUbjson;
        content = content.TrimStart(" \t\r\n"u8);
        if (content is [(byte)'{', ..]) return ArtifactFormat.XgboostJson;
        if (content is [(byte)'<', ..]) return ArtifactFormat.Pmml;
        if (content.StartsWith("tree\n"u8) || content.StartsWith("tree\r\n"u8)) return ArtifactFormat.LightgbmText;
        return bytes is [0x08, ..] ? ArtifactFormat.Onnx : ArtifactFormat.Unspecified;
    }
}
