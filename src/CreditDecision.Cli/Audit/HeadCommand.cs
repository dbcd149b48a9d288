using System.CommandLine;
using CreditDecision.Cli.Calls;
using CreditDecision.V1;

namespace CreditDecision.Cli.Audit;

/// <summary><c>creditctl audit head</c>: anchors all that was committed so far and prints the head, to be kept where nobody can change it.</summary>
internal static class HeadCommand
{
    public static Command Create()
    {
        var file = new Option<FileInfo?>("--out") { Description = "Write it to this file, which must not exist, instead of the screen." };
        var command = new Command("head", "Anchors everything committed so far and prints the head. Kept outside the store, it proves later that nothing before it was taken away.") { file };
        ServerOptions server = ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using Connection connection = server.Connect(parsed);
            AuditHead head = await new AuditService.AuditServiceClient(connection.Channel).GetHeadAsync(new GetHeadRequest(), connection.Options(cancellation));
            if (parsed.GetValue(file) is { } given)
            {
                // A head that was kept is not written over.
                await using var stream = new StreamWriter(new FileStream(given.FullName, FileMode.CreateNew));
                await stream.WriteLineAsync(HeadFile.Text(head));
            }
            else
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(HeadFile.Text(head));
            }
            return ExitCode.Ok;
        });
        return command;
    }
}
