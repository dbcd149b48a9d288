namespace CreditDecision.Cli;

/// <summary>What a command returns to its caller.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    /// <summary>The command was understood and did not succeed.</summary>
    public const int Failed = 1;
    /// <summary>The command line itself is wrong; nothing was tried.</summary>
    public const int Usage = 2;
    /// <summary>The command did what it should, and what it judged did not meet its bounds.</summary>
    public const int Unmet = 3;
}

/// <summary>
/// Ends a command with a sentence for the person who typed it. The command line catches it in one place, so that no command
/// prints its own errors or invents its own exit code.
/// </summary>
/// <param name="message">One clear sentence; further lines may list particulars.</param>
internal sealed class Failure(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
