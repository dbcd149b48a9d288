namespace CreditDecision.Service.Hosting;

/// <summary>The service cannot start; each line names a file or setting, the place in it, and the reason.</summary>
public sealed class StartRefusedException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
