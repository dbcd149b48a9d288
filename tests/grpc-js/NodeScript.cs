using System.Diagnostics;

namespace CreditDecision.GrpcJs;

/// <summary>
/// Runs a script of this folder with node, against a server of the test's: @grpc/grpc-js is a gRPC client that is not ours. Skips aloud
/// where node or the packages (<c>npm ci</c>, which ./test runs) are absent.
/// </summary>
internal static class NodeScript
{
    public static async Task<string> RunAsync(string script, string[] arguments, string input = "")
    {
        string folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@grpc", "grpc-js"))) Xunit.Assert.Skip("npm packages of tests/grpc-js are not installed");
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[Path.Combine(folder, script), .. arguments]) start.ArgumentList.Add(argument);
        using Process node = Start(start);
        Task<string> output = node.StandardOutput.ReadToEndAsync();
        Task<string> error = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        await node.WaitForExitAsync(Xunit.TestContext.Current.CancellationToken);
        Xunit.Assert.True(node.ExitCode == 0, $"node {script} ended with {node.ExitCode}:\n{await error}\n{await output}");
        return await output;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Xunit.Assert.Skip("node is not installed");
            throw;
        }
    }

    private static string Folder()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "CreditDecision.sln"))) directory = directory.Parent;
        return Path.Combine(directory!.FullName, "tests", "grpc-js");
    }
}
