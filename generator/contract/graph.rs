//! Graphs of things known by their index.

/// The strongly connected component of each node: nodes that lead to each other share a number
/// (Tarjan's algorithm, without recursion: chains of schemas may be longer than the stack is deep).
#[must_use]
pub fn components(graph: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let mut order = vec![NEW; graph.len()];
    let mut low = vec![0; graph.len()];
    let mut component = vec![NEW; graph.len()];
    let (mut stack, mut next) = (Vec::new(), 0);
    for root in 0..graph.len() {
        if order[root] != NEW {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                order[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
            }
            match graph[node].get(edge) {
                Some(&to) => {
                    work.push((node, edge + 1));
                    if order[to] == NEW {
                        work.push((to, 0));
                    } else if component[to] == NEW {
                        low[node] = low[node].min(order[to]);
                    }
                }
                None => {
                    for &to in &graph[node] {
                        if component[to] == NEW {
                            low[node] = low[node].min(low[to]);
                        }
                    }
                    if low[node] == order[node] {
                        while let Some(member) = stack.pop() {
                            component[member] = node;
                            if member == node {
                                break;
                            }
                        }
                    }
                }
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn nodes_that_lead_to_each_other_are_one_component() {
        let found = components(&[vec![1], vec![2], vec![0, 3], vec![3], vec![0]]);
        assert!(found[0] == found[1] && found[1] == found[2]);
        assert!(found[3] != found[0] && found[4] != found[0]);
    }
}
