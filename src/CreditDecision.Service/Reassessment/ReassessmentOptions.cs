namespace CreditDecision.Service.Reassessment;

/// <summary>Configuration section <c>Reassessment</c>.</summary>
public sealed class ReassessmentOptions
{
    /// <summary>How often a replica looks whether something was stopped, seconds, 0.1 to 3,600.</summary>
    public double LookEverySeconds { get; set; } = 5;
}
