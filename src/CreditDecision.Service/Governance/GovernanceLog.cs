using CreditDecision.Core.Governance;

namespace CreditDecision.Service.Governance;

internal sealed partial class GovernanceLog(ILogger<GovernanceLog> log)
{
    [LoggerMessage(150, LogLevel.Warning, "{Who}: {Act} of {Thing}, which is {State} now (event {Number} of governance)")]
    public partial void Done(string who, Act act, string thing, LifeState state, long number);

    [LoggerMessage(151, LogLevel.Warning, "Governance begins with the {Count} events of {File}")]
    public partial void Began(int count, string file);

    [LoggerMessage(152, LogLevel.Critical, "Governance is not enforced: what lies in the content folder decides, approved or not")]
    public partial void Open();

    [LoggerMessage(153, LogLevel.Warning, "Nothing is in force: every application is refused until governance puts a strategy in force")]
    public partial void NothingInForce();
}
