using System.Diagnostics;

namespace CreditDecision.Cli.Tests.Commands;

/// <summary>The program itself, as a script starts it.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Exit_codes_and_streams_are_those_of_a_good_citizen()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult serving = await StartAsync("", "health", "--server", host.Address);
        CommandResult notFound = await StartAsync("", "decision", "get", "d-1", "--server", host.Address);
        CommandResult wrong = await StartAsync("", "decision", "gets");

        Assert.Equal((0, "SERVING", ""), (serving.ExitCode, serving.Output.Trim(), serving.Error));
        Assert.Equal((1, "", "creditctl: NOT_FOUND: there is no such decision"), (notFound.ExitCode, notFound.Output, notFound.Error.Trim()));
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("creditctl: ", wrong.Error);
    }

    [Fact]
    public async Task The_server_comes_from_the_environment_and_the_identity_number_from_stdin()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult result = await StartAsync("33990119900101001X\n", ["decision", "list", "--borrower-id-number-stdin"], host.Address);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("33990119900101001X", Assert.Single(host.Service.Listed).BorrowerIdNumber);
    }

    [Fact]
    public async Task Output_that_is_no_terminal_has_no_escape_sequences()
    {
        await using CommandHost host = await CommandHost.StartAsync();

        CommandResult result = await StartAsync("", "apply", "--file", host.Write("one.json", Json.Application), "--server", host.Address);

        Assert.Contains("approve", result.Output);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    private static string InFolder(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static Task<CommandResult> StartAsync(string input, params string[] args) => StartAsync(input, args, server: null);

    private static async Task<CommandResult> StartAsync(string input, string[] args, string? server)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // In this folder the libraries are those that these tests were built with, so their list of frameworks and files goes with them.
        string[] program = ["exec", "--runtimeconfig", InFolder("Cli.Tests.runtimeconfig.json"), "--depsfile", InFolder("Cli.Tests.deps.json"), InFolder("creditctl.dll")];
        foreach (string each in program) start.ArgumentList.Add(each);
        foreach (string each in args) start.ArgumentList.Add(each);
        start.Environment["TERM"] = "xterm-256color";
        if (server is not null) start.Environment["CREDITDECISION_SERVER"] = server;
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandResult(process.ExitCode, await output, await error);
    }
}
