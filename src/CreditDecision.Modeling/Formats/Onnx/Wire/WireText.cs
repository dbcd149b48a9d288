using System.Text;
using CreditDecision.Modeling.Formats.Artifacts;

namespace CreditDecision.Modeling.Formats.Onnx.Wire;

internal static class WireText
{
    /// <summary>Two strings of a file may not become one here, so what is no UTF-8 is refused rather than replaced.</summary>
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static string Decode(ReadOnlyMemory<byte> bytes, string path)
    {
        try
        {
            return Strict.GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            throw new ArtifactRefusedException(path, "has a text that is not UTF-8");
        }
    }
}
