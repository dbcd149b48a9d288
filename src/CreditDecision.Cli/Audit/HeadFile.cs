using CreditDecision.Cli.Printing;
using CreditDecision.V1;
using Google.Protobuf;

namespace CreditDecision.Cli.Audit;

/// <summary>A head of the audit trail as it is kept outside the store: the API's message in JSON.</summary>
internal static class HeadFile
{
    public static string Text(AuditHead head) => JsonOutput.Text(JsonOutput.Of(head));

    /// <exception cref="Failure">The file holds no head.</exception>
    public static AuditHead Read(FileInfo file)
    {
        try
        {
            return AuditHead.Parser.ParseJson(File.ReadAllText(file.FullName));
        }
        catch (Exception problem) when (problem is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new Failure($"{file.FullName}: holds no head of an audit trail: {problem.Message}");
        }
    }
}
