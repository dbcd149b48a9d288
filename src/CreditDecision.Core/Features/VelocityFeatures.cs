using System.Collections.Frozen;

namespace CreditDecision.Core.Features;

/// <summary>
/// The features that the service counts itself. A catalog may list any of them, as numbers of unit "count": <c>velocity_&lt;subject&gt;_applications_&lt;window&gt;</c>
/// and <c>velocity_&lt;subject&gt;_borrowers_&lt;window&gt;</c> (of a borrower: <c>_devices_</c>), with the subjects of <see cref="VelocitySubject"/> and the windows 1h, 24h, 7d and 30d.
/// </summary>
public static class VelocityFeatures
{
    private static readonly string[] Windows = ["1h", "24h", "7d", "30d"];

    private static readonly FrozenDictionary<string, int> Places = Named().ToFrozenDictionary(named => named.Name, named => named.Place, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Places.Keys.Order(StringComparer.Ordinal);

    public static bool Knows(string name) => Places.ContainsKey(name);

    /// <summary>Which of <see cref="Velocity.Counts"/> it is.</summary>
    /// <param name="name">One that is known.</param>
    public static int PlaceOf(string name) => Places[name];

    private static IEnumerable<(string Name, int Place)> Named()
    {
        int place = 0;
        foreach (VelocitySubject subject in Velocity.Subjects)
        {
            string others = subject == VelocitySubject.Borrower ? "devices" : "borrowers";
            foreach (string counted in new[] { "applications", others })
            foreach (string window in Windows)
                yield return ($"velocity_{subject.ToString().ToLowerInvariant()}_{counted}_{window}", place++);
        }
    }
}
