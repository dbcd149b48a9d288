namespace CreditDecision.Service.Audit;

/// <summary>Configuration section <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>
    /// How often anchors follow the chains. Of what was committed since the last one, an attacker who can write the store could take away the
    /// newest without a trace, so it is short.
    /// </summary>
    public int AnchorEverySeconds { get; set; } = 60;
}
