using System.Collections.Frozen;
using CreditDecision.Core.Documents;
using CreditDecision.V1;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace CreditDecision.Service.Door.Tokens;

/// <summary>
/// Which roles may call which method: as the methods themselves say it (access.proto). The one place where that is checked.
/// </summary>
internal sealed class MethodAccess
{
    private readonly FrozenDictionary<string, FrozenSet<Role>> _roles;

    /// <exception cref="InvalidOperationException">A method says nothing: it was forgotten.</exception>
    public MethodAccess(IEnumerable<ServiceDescriptor> services) => _roles = services.SelectMany(service => service.Methods).ToFrozenDictionary(
        method => $"/{method.Service.FullName}/{method.Name}",
        method => RolesOf(method) is { Count: > 0 } roles ? roles.ToFrozenSet() : throw new InvalidOperationException($"{method.FullName} does not say who may call it."),
        StringComparer.Ordinal);

    /// <param name="method"><c>/package.Service/Method</c>. One that names no roles is for whoever bears a token.</param>
    /// <exception cref="RpcException">PERMISSION_DENIED, with the roles that are needed.</exception>
    public void Check(string method, Caller caller)
    {
        if (!_roles.TryGetValue(method, out FrozenSet<Role>? roles) || caller.Roles.Overlaps(roles)) return;
        string needed = string.Join(", ", roles.Order().Select(NameOf));
        throw new RpcException(new Status(StatusCode.PermissionDenied, $"{method[1..]} is for the roles {needed}; the token gives none of them."));
    }

    /// <summary>As tokens write it.</summary>
    public static string NameOf(Role role) => SnakeCase.Of(role);

    /// <returns>Null for a text that names no role.</returns>
    public static Role? RoleOf(string name) => SnakeCase.TryParse(name, out Role role) && role != Role.Unspecified ? role : null;

    private static RepeatedField<Role> RolesOf(MethodDescriptor method) => method.GetOptions()?.GetExtension(AccessExtensions.Access)?.Roles ?? [];
}
